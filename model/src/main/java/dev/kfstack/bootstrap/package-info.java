/** The first hour of a project: what must exist before Terraform can plan. */
@NullMarked
package dev.kfstack.bootstrap;

import org.jspecify.annotations.NullMarked;
