/** What is lost, doubled or late when processes are killed, frozen or restarted under load. */
@NullMarked
package io.emistream.app.bench.fault;

import org.jspecify.annotations.NullMarked;
