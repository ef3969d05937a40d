/** The log as voices need it: chunks with receipts, and where a stream on it ends. */
@NullMarked
package io.emistream.producer.gateway.kafka;

import org.jspecify.annotations.NullMarked;
