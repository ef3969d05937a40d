/** What a training run came to, for people: one page with plots, and a table of predictions. */
@NullMarked
package io.emistream.trainer.report;

import org.jspecify.annotations.NullMarked;
