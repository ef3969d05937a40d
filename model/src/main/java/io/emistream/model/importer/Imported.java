package io.emistream.model.importer;

import io.emistream.model.answer.AnswerOutcome;
import io.emistream.model.release.Manifest;
import java.util.List;

/**
 * A release made of a checkpoint.
 *
 * @param notes what was assumed, left out or filled in
 * @param published the published answers that these weights give, so that they are known to be right; empty when none is known
 */
public record Imported(Manifest manifest, List<String> notes, List<AnswerOutcome> published) {}
