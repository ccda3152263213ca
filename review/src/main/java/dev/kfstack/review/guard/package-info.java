/** What a plan must not do without somebody having said so: guards, and the exceptions to them. */
@NullMarked
package dev.kfstack.review.guard;

import org.jspecify.annotations.NullMarked;
