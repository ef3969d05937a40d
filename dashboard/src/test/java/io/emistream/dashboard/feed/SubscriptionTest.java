package io.emistream.dashboard.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final String LOG = "1f0c9ab2";
    private static final Slot A0 = new Slot(EventType.AFFECT, 0);
    private static final Slot A1 = new Slot(EventType.AFFECT, 1);
    private static final Slot S0 = new Slot(EventType.SESSION, 0);
    private static final Map<Slot, Long> FROM_ZERO = Map.of(A0, 0L, A1, 0L, S0, 0L);
    private static final HistoryBounds AMPLE = new HistoryBounds(10_000, 1 << 26);

    private final History history = begun(AMPLE);

    @Test
    void givesThePastThenSaysThatItIsOver() {
        append(history, A0, 0, "x");
        append(history, S0, 0, "y");

        assertThat(kinds(drain(new Subscription(history, Optional.empty()))))
                .containsExactly("joined", "affect", "session", "caught-up");
    }

    @Test
    void givesNothingBeforeReadingHasBegun() {
        var subscription = new Subscription(new History(AMPLE), Optional.of(LOG + ".a0-1"));

        assertThat(subscription.next()).isEmpty();
    }

    @Test
    void resetsAReaderWhoseTopicsWereMadeAnew() {
        append(history, A0, 0, "x");

        var frames = drain(new Subscription(history, Optional.of("ffffffff.a0-900.a1-0.s0-0")));

        assertThat(kinds(frames)).containsExactly("reset", "affect", "caught-up");
    }

    @Test
    void resetsOpenReadersWhenTopicsAreMadeAnewUnderThem() {
        append(history, A0, 7, "x");
        var subscription = new Subscription(history, Optional.empty());
        drain(subscription);

        history.begin("ffffffff", FROM_ZERO);
        append(history, A0, 0, "y");
        assertThat(drain(subscription)).isEmpty();
        history.open();

        assertThat(kinds(drain(subscription))).containsExactly("reset", "affect", "caught-up");
    }

    @Test
    void resetsAReaderWhoMissedWhatIsNoLongerHeld() {
        var small = begun(new HistoryBounds(2, 1 << 20));
        IntStream.range(0, 5).forEach(offset -> append(small, A0, offset, "x"));

        assertThat(kinds(drain(new Subscription(small, Optional.of(LOG + ".a0-2.a1-0.s0-0")))))
                .containsExactly("reset", "affect", "affect", "caught-up");
        assertThat(kinds(drain(new Subscription(small, Optional.of(LOG + ".a0-3.a1-0.s0-0")))))
                .containsExactly("joined", "affect", "affect", "caught-up");
    }

    @Test
    void tellsASlowReaderHowManyEventsItMissedWithoutHoldingUpTheOthers() {
        var small = begun(new HistoryBounds(3, 1 << 20));
        var slow = new Subscription(small, Optional.empty());
        var quick = new Subscription(small, Optional.empty());
        drain(slow);
        drain(quick);

        var seen = new ArrayList<String>();
        for (int offset = 0; offset < 10; offset++) {
            append(small, A0, offset, "x");
            seen.addAll(drain(quick));
        }

        assertThat(kinds(seen)).containsOnly("affect").hasSize(10);
        var late = drain(slow);
        assertThat(kinds(late)).containsExactly("dropped", "affect", "affect", "affect");
        assertThat(late.get(0)).contains("data: {\"total\":7}");
    }

    @Test
    void countsWhatIsEvictedWhileThePastIsStillBeingSent() {
        var small = begun(new HistoryBounds(4, 1 << 20));
        IntStream.range(0, 4).forEach(offset -> append(small, A0, offset, "x"));
        var slow = new Subscription(small, Optional.empty());
        slow.next();
        slow.next();

        IntStream.range(4, 7).forEach(offset -> append(small, A0, offset, "x"));

        assertThat(kinds(drain(slow))).containsExactly("affect", "caught-up", "dropped", "affect", "affect", "affect");
    }

    @Test
    void aBusySessionDoesNotPushOutAnother() {
        var small = begun(new HistoryBounds(3, 1 << 20));
        append(small, A1, 0, "calm");
        IntStream.range(0, 100).forEach(offset -> append(small, A0, offset, "busy"));

        assertThat(drain(new Subscription(small, Optional.empty()))).anyMatch(frame -> frame.contains("calm/0"));
    }

    @Test
    void aTickMovesAQuietReaderPastWhatIsNothingToShow() {
        append(history, A0, 0, "x");
        var subscription = new Subscription(history, Optional.empty());
        drain(subscription);
        history.reached(A0, 58);

        var tick = new String(subscription.tick(), UTF_8);

        assertThat(idOf(tick)).isEqualTo(LOG + ".a0-58.a1-0.s0-0");
        // a restart whose look-back begins behind the silence must not take it for a gap
        var restarted = new History(AMPLE);
        restarted.begin(LOG, Map.of(A0, 58L, A1, 0L, S0, 0L));
        restarted.open();
        assertThat(kinds(drain(new Subscription(restarted, Optional.of(idOf(tick))))))
                .containsExactly("joined", "caught-up");
    }

    @Property(tries = 200, seed = "7")
    void everyEventArrivesExactlyOnceHoweverOftenTheReaderOrTheServerGoesAway(@ForAll long seed) {
        var random = new Random(seed);
        var slots = List.of(A0, A1, S0);
        var offsets = new long[3];
        var published = new ArrayList<Entry>();
        var shown = new ArrayList<String>();
        var server = begun(AMPLE);
        var reader = new Subscription(server, Optional.empty());
        var lastId = Optional.<String>empty();
        for (int step = 0; step < 120; step++) {
            int what = random.nextInt(10);
            if (what < 5) {
                int slot = random.nextInt(3);
                // transaction markers take offsets that hold no event
                offsets[slot] += random.nextInt(2);
                var entry = new Entry(slots.get(slot), offsets[slot]++, "s" + slot);
                published.add(entry);
                append(server, entry.slot(), entry.offset(), entry.session());
            } else if (what == 5) {
                reader = new Subscription(server, lastId);
            } else if (what == 6) {
                server = begun(AMPLE);
                // a new server merges the partitions in another order; within a partition the order holds
                for (var slot : random.nextBoolean() ? slots : List.of(S0, A1, A0))
                    for (var entry : published)
                        if (entry.slot().equals(slot)) append(server, slot, entry.offset(), entry.session());
                reader = new Subscription(server, lastId);
            } else {
                var frame = reader.next().map(bytes -> new String(bytes, UTF_8));
                frame.ifPresent(text -> take(text, shown));
                lastId = frame.map(SubscriptionTest::idOf).or(constant(lastId));
            }
        }
        for (var frame : drain(reader)) take(frame, shown);

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        published.stream().map(Entry::name).toList());
    }

    private static Supplier<Optional<String>> constant(Optional<String> value) {
        return () -> value;
    }

    /** What the page does with a frame: reset clears it, an event is added. */
    private static void take(String frame, List<String> shown) {
        if (frame.contains("event: reset\n")) shown.clear();
        if (frame.contains("event: affect\n") || frame.contains("event: session\n"))
            shown.add(frame.substring(frame.indexOf("data: ") + 6).trim());
    }

    private static History begun(HistoryBounds bounds) {
        var history = new History(bounds);
        history.begin(LOG, FROM_ZERO);
        history.open();
        return history;
    }

    private static void append(History history, Slot slot, long offset, String session) {
        var name = new Entry(slot, offset, session).name();
        history.append(slot, offset, new Decoded(session, "ann", true, name.getBytes(UTF_8)));
    }

    private static List<String> drain(Subscription subscription) {
        var frames = new ArrayList<String>();
        for (var frame = subscription.next(); frame.isPresent(); frame = subscription.next())
            frames.add(new String(frame.get(), UTF_8));
        return frames;
    }

    private static List<String> kinds(List<String> frames) {
        return frames.stream()
                .map(frame -> frame.lines().toList().get(1).substring("event: ".length()))
                .toList();
    }

    private static String idOf(String frame) {
        return frame.lines().findFirst().orElseThrow().substring("id: ".length());
    }

    private record Entry(Slot slot, long offset, String session) {
        String name() {
            return "\"" + session + "/" + offset + "@" + slot + "\"";
        }
    }
}
