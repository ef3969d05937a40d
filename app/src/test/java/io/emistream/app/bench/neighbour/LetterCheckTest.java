package io.emistream.app.bench.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.LetterHeader;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LetterCheckTest {
    private static final Place ONE = new Place(0, 7);
    private static final Place OTHER = new Place(1, 7);

    @Test
    void isContentWithOneLetterForEachRecordInAnyOrder() {
        var check = LetterCheck.of(List.of(ONE, OTHER), List.of(OTHER, ONE));

        assertThat(check).isEqualTo(new LetterCheck(2, 0, 0, 0));
        assertThat(check.passed()).isTrue();
    }

    @Test
    void findsGarbageWithoutALetter() {
        var check = LetterCheck.of(List.of(ONE, OTHER), List.of(OTHER));

        assertThat(check).isEqualTo(new LetterCheck(2, 1, 0, 0));
        assertThat(check.passed()).isFalse();
    }

    @Test
    void findsASecondLetterOfTheSameRecord() {
        var check = LetterCheck.of(List.of(ONE), List.of(ONE, ONE));

        assertThat(check).isEqualTo(new LetterCheck(1, 0, 1, 0));
        assertThat(check.passed()).isFalse();
    }

    @Test
    void findsALetterOfSomebodyElsesRecord() {
        var check = LetterCheck.of(List.of(ONE), List.of(ONE, OTHER));

        assertThat(check).isEqualTo(new LetterCheck(1, 0, 0, 1));
        assertThat(check.passed()).isFalse();
    }

    @Test
    void aLetterSaysWhereItsRecordLay() {
        var headers = new RecordHeaders();
        LetterHeader.PARTITION.put(headers, "1");
        LetterHeader.OFFSET.put(headers, "7");

        assertThat(Place.of(headers)).contains(OTHER);
        assertThat(Place.of(new RecordHeaders())).isEmpty();
    }
}
