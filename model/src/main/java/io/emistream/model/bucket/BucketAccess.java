package io.emistream.model.bucket;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How an object store is reached.
 *
 * @param endpoint of a server that speaks S3; null for Amazon's
 * @param region that requests are signed for
 * @param keys null to look where Amazon's tools look: environment, profile, role of the machine
 */
public record BucketAccess(@Nullable URI endpoint, String region, @Nullable Keys keys) {
    /**
     * Credentials.
     *
     * @param id of the access key
     * @param secret never shown
     * @param session of temporary credentials; null for lasting ones
     */
    public record Keys(String id, String secret, @Nullable String session) {
        @Override
        public String toString() {
            return "Keys[" + id + "]";
        }
    }

    /** What people know the store by. */
    String server() {
        return endpoint == null ? "Amazon S3, region " + region : endpoint.toString();
    }
}
