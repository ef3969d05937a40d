package io.emistream.processor.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.ReleaseId;
import io.emistream.schemas.avro.ModelDeployment;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WishesTest {
    private static final ReleaseId A = new ReleaseId("a", "1");
    private static final ReleaseId B = new ReleaseId("b", "1");
    private static final ReleaseId C = new ReleaseId("c", "1");
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void promotingRemembersWhatServedBeforeAndCountsUp() {
        ModelDeployment first = promote(Optional.empty(), A);
        ModelDeployment second = promote(Optional.of(first), B);

        assertThat(first.getGeneration()).isEqualTo(1);
        assertThat(first.getPrevious()).isNull();
        assertThat(second.getGeneration()).isEqualTo(2);
        assertThat(second.getActive()).isEqualTo(Wishes.ref(B));
        assertThat(second.getPrevious()).isEqualTo(Wishes.ref(A));
    }

    @Test
    void promotingWhatServesKeepsWhatWasBefore() {
        ModelDeployment second = promote(Optional.of(promote(Optional.empty(), A)), B);

        assertThat(promote(Optional.of(second), B).getPrevious()).isEqualTo(Wishes.ref(A));
    }

    @Test
    void rollingBackEndsCanaryAndShadowFirst() {
        ModelDeployment served = promote(Optional.of(promote(Optional.empty(), A)), B);
        ModelDeployment canary = Wishes.canary(served, A, 0.1, "ann", NOW);

        ModelDeployment back = Wishes.rollback(canary, "ann", "why", NOW).orElseThrow();

        assertThat(canary.getCanaryShare()).isEqualTo(0.1);
        assertThat(back.getCanary()).isNull();
        assertThat(back.getActive()).isEqualTo(Wishes.ref(B));
        assertThat(back.getPrevious()).isEqualTo(Wishes.ref(A));
    }

    @Test
    void whatDoesBadlyFallsAlone() {
        ModelDeployment served = promote(Optional.of(promote(Optional.empty(), A)), B);
        ModelDeployment both = Wishes.shadow(Wishes.canary(served, A, 0.1, "ann", NOW), C, "ann", NOW);

        ModelDeployment withoutCanary = Wishes.without(both, A, "itself", "why", NOW);
        ModelDeployment withoutShadow = Wishes.without(both, C, "itself", "why", NOW);

        assertThat(withoutCanary.getCanary()).isNull();
        assertThat(withoutCanary.getCanaryShare()).isZero();
        assertThat(withoutCanary.getShadow()).isEqualTo(Wishes.ref(C));
        assertThat(withoutShadow.getCanary()).isEqualTo(Wishes.ref(A));
        assertThat(withoutShadow.getCanaryShare()).isEqualTo(0.1);
        assertThat(withoutShadow.getShadow()).isNull();
        assertThat(withoutShadow.getPrevious()).isEqualTo(Wishes.ref(A));
    }

    @Test
    void rollingBackGoesToTheReleaseBeforeAndNoFurther() {
        ModelDeployment served = promote(Optional.of(promote(Optional.empty(), A)), B);

        ModelDeployment back = Wishes.rollback(served, "ann", "why", NOW).orElseThrow();

        assertThat(back.getGeneration()).isEqualTo(3);
        assertThat(back.getActive()).isEqualTo(Wishes.ref(A));
        assertThat(Wishes.rollback(back, "ann", "why", NOW)).isEmpty();
    }

    private static ModelDeployment promote(Optional<ModelDeployment> now, ReleaseId release) {
        return Wishes.promote("live", now, null, release, "ann", "why", NOW);
    }
}
