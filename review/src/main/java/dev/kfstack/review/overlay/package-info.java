/** How what an overlay builds to differs from what it was, object by object. */
@NullMarked
package dev.kfstack.review.overlay;

import org.jspecify.annotations.NullMarked;
