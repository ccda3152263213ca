/** What the tests of all modules share: golden folders, the repository's own files, tools that may be absent. */
@NullMarked
package dev.kfstack.testkit;

import org.jspecify.annotations.NullMarked;
