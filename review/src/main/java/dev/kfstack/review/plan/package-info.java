/**
 * What {@code terraform show -json} says of a plan, as records in which no value is secret. Reads files, knows nothing of
 * environments, comments or forges.
 */
@NullMarked
package dev.kfstack.review.plan;

import org.jspecify.annotations.NullMarked;
