/** What is special of Google Cloud: ids, links, e-mails, labels, and the rules that are code in the real provider. */
@NullMarked
package dev.kfstack.offline.google;

import org.jspecify.annotations.NullMarked;
