/** Finds what only its address tells apart from what a plan destroys. */
@NullMarked
package dev.kfstack.review.rename;

import org.jspecify.annotations.NullMarked;
