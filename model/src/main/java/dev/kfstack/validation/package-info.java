/** The rules: is it a good environment? Each is one method, finds every breach, and says what to change. */
@NullMarked
package dev.kfstack.validation;

import org.jspecify.annotations.NullMarked;
