/** Keeps those from being scored whose consent is revoked, and takes back what was heard of them. */
@NullMarked
package io.emistream.processor.consent;

import org.jspecify.annotations.NullMarked;
