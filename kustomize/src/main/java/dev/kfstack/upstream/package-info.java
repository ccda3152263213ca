/** The pinned Kubeflow release: a local copy of it, and the facts that rules and overlays need. Needs git and kubectl. */
@NullMarked
package dev.kfstack.upstream;

import org.jspecify.annotations.NullMarked;
