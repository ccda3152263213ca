/**
 * GitHub and GitLab: the comment of a pull request and the issue of a subject, each found again and kept up to date. It takes
 * Markdown and knows nothing of plans.
 */
@NullMarked
package dev.kfstack.forge;

import org.jspecify.annotations.NullMarked;
