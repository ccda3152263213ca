/** Facts of a Kubeflow release, as {@code overlays/upstream/VERSION.lock.json} holds them. */
@NullMarked
package dev.kfstack.release;

import org.jspecify.annotations.NullMarked;
