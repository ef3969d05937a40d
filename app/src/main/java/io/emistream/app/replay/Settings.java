package io.emistream.app.replay;

import io.emistream.producer.Pace;
import java.time.Duration;

/**
 * How calls are replayed.
 *
 * @param parallel calls at once, those that are waited for included
 * @param timeout without any news after which what is still waited for is given up
 */
record Settings(Pace pace, int parallel, Channels channels, Beginning beginning, Duration timeout) {}
