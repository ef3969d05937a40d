package io.emistream.app.replay;

import io.emistream.app.replay.Call.Part;
import io.emistream.schemas.avro.AffectEvent;
import java.util.List;

/**
 * What came of a call.
 *
 * @param answers of its voices, all of them or none
 * @param problems one line for each recording that has no result
 * @param end how it was brought about
 */
record Outcome(Call call, List<Answer> answers, List<String> problems, End end) {
    Outcome {
        answers = List.copyOf(answers);
        problems = List.copyOf(problems);
    }

    enum End {
        PUBLISHED,
        /** All of it was on the log before. */
        EARLIER,
        FAILED,
        /** Nothing was heard any more, of any session. */
        SILENT
    }

    /**
     * The result of one voice.
     *
     * @param samples length at 16 kHz
     * @param events final ones, one a segment, in order
     */
    record Answer(Part part, String participant, long samples, List<AffectEvent> events) {
        Answer {
            events = List.copyOf(events);
        }
    }
}
