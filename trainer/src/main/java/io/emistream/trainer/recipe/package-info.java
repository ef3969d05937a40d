/** What decides how a network is trained; recorded in the release it makes. */
@NullMarked
package io.emistream.trainer.recipe;

import org.jspecify.annotations.NullMarked;
