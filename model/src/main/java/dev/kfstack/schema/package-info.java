/** How records describe a YAML file: annotations on their components, and the reader that turns a tree into records. */
@NullMarked
package dev.kfstack.schema;

import org.jspecify.annotations.NullMarked;
