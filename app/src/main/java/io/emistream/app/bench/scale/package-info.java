/** What more processors bring: throughput on devices that are the bottleneck, and how soon one that joins takes over load. */
@NullMarked
package io.emistream.app.bench.scale;

import org.jspecify.annotations.NullMarked;
