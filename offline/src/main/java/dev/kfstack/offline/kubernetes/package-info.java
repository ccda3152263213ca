/** What is special of Kubernetes: names, uids and versions of objects. */
@NullMarked
package dev.kfstack.offline.kubernetes;

import org.jspecify.annotations.NullMarked;
