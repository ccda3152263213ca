/** From an environment to the files of its overlay. Sees records and facts of the release, never a construct. */
@NullMarked
package dev.kfstack.kustomize;

import org.jspecify.annotations.NullMarked;
