/** What a pull request is told: one comment in Markdown, found again by its marker. */
@NullMarked
package dev.kfstack.review.comment;

import org.jspecify.annotations.NullMarked;
