package io.emistream.app.replay;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.replay.AttemptFailed.Kind;
import io.emistream.app.replay.Outcome.Answer;
import io.emistream.app.replay.Outcome.End;
import io.emistream.producer.ChunkPublisher;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Replays calls: takes up what the log has of one, publishes what is missing, waits for the results. An attempt whose cuts were spoilt is begun anew under
 * another name. Thread-safe.
 *
 * @param stop asked again and again whether to end
 * @param nanos monotonic
 */
record CallReplay(
        ChunkPublisher publisher,
        Reports reports,
        Settings settings,
        Interruption stop,
        InstantSource clock,
        LongSupplier nanos) {
    /** Times that a call is begun anew by one process. */
    private static final int MOST_ATTEMPTS = 3;

    /** What came of the call; nothing where this process is to end first. */
    Optional<Outcome> of(Call call) throws InterruptedException {
        var survey = Survey.of(call, settings.channels());
        var problems = new ArrayList<>(survey.problems());
        if (survey.parts().isEmpty()) return Optional.of(new Outcome(call, List.of(), problems, End.FAILED));
        try {
            return Optional.of(replayed(call, survey));
        } catch (AttemptFailed e) {
            if (e.kind() == Kind.STOPPED) return Optional.empty();
            problems.add("session " + call.session() + " " + e.getMessage());
            if (e.kind() == Kind.SILENT) return Optional.of(new Outcome(call, List.of(), problems, End.SILENT));
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        } finally {
            reports.forget(call);
        }
        return Optional.of(new Outcome(call, List.of(), problems, End.FAILED));
    }

    private Outcome replayed(Call call, Survey survey) throws AttemptFailed, IOException, InterruptedException {
        int number = 1;
        while (reports.look(call.attempt(number), Heard::spoilt).isPresent()) number++;
        for (int left = MOST_ATTEMPTS; ; number++) {
            var attempt = new Attempt(call.attempt(number), survey, reports, settings.timeout(), stop);
            boolean earlier = attempt.isEnded();
            try {
                attempt.checkAudio();
                if (!earlier) publish(attempt);
                attempt.awaitResults();
                return new Outcome(call, answers(attempt), survey.problems(), earlier ? End.EARLIER : End.PUBLISHED);
            } catch (AttemptFailed e) {
                if (e.kind() != Kind.SPOILT) throw e;
                if (--left == 0)
                    throw new AttemptFailed(
                            Kind.HOPELESS, "was broken " + MOST_ATTEMPTS + " times, at last since " + e.getMessage());
            }
        }
    }

    private void publish(Attempt attempt) throws AttemptFailed, IOException, InterruptedException {
        var heard = Beginning.length(attempt.neededFrom()); // goes on now where it was broken off
        var begin = settings.beginning().of(attempt.survey(), clock.instant().minus(heard));
        try (var publication =
                Publication.open(attempt, settings.channels(), publisher, settings.pace(), begin, nanos)) {
            publication.run();
        }
    }

    private List<Answer> answers(Attempt attempt) {
        return reports.look(attempt.session(), heard -> {
            var answers = new ArrayList<Answer>();
            for (var known : attempt.survey().parts())
                for (var voice : known.voices())
                    answers.add(new Answer(
                            known.part(),
                            voice.participant(),
                            voice.samples(),
                            List.copyOf(heard.events(voice.participant()).values())));
            return answers;
        });
    }
}
