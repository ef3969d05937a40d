/** What the dashboard knows: the newest events of the result topics, bounded, and where each reader stands in them. */
@NullMarked
package io.emistream.dashboard.feed;

import org.jspecify.annotations.NullMarked;
