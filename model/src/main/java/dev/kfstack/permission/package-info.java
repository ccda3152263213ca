/** Who must be allowed what, to plan and to apply an environment. */
@NullMarked
package dev.kfstack.permission;

import org.jspecify.annotations.NullMarked;
