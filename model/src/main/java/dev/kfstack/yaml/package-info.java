/** YAML text as a tree whose every node knows its place; merging. No alias, no tag, no object is ever made from a file. */
@NullMarked
package dev.kfstack.yaml;

import org.jspecify.annotations.NullMarked;
