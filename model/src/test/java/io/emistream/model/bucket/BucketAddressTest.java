package io.emistream.model.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketAddressTest {
    @Test
    void readsBucketAndPrefix() {
        assertThat(BucketAddress.parse("s3://models/live/eu/")).isEqualTo(new BucketAddress("models", "live/eu/"));
        assertThat(BucketAddress.parse("s3://models")).isEqualTo(new BucketAddress("models", ""));
        assertThat(BucketAddress.parse("s3://models/live")).hasToString("s3://models/live/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://", "s3:/models", "models", "s3://Models", "s3://m", "s3://models/a b", "http://models/x"})
    void refusesWhatIsNoPlaceInABucket(String text) {
        assertThatThrownBy(() -> BucketAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write s3://bucket");
    }

    @Test
    void neverShowsTheSecret() {
        var access = new BucketAccess(null, "eu-central-1", new BucketAccess.Keys("id", "hidden", "hidden"));

        assertThat(access.toString()).doesNotContain("hidden");
    }
}
