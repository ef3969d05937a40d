package io.emistream.model.release;

import io.emistream.model.ReleaseId;
import java.util.List;

/**
 * What a release is that has no weights of its own: others, whose outputs become one.
 *
 * @param by how
 * @param members two or more, in the same store, each once; none is an ensemble itself
 */
public record Ensemble(By by, List<Member> members) {
    private static final String HASH = "[0-9a-f]{64}";

    /** How outputs of members become one. */
    public enum By {
        /** Each output is the mean of the members'. */
        MEAN,
        /** Each output is the median of the members', the value that half of them reach; of an even number, the mean of the middle two. */
        VOTE
    }

    /**
     * A release that takes part.
     *
     * @param release {@code NAME/VERSION}
     * @param manifestSha256 of its manifest, and so of its weights, when the ensemble was made; lower-case hexadecimal
     */
    public record Member(String release, String manifestSha256) {
        public Member {
            if (!manifestSha256.matches(HASH))
                throw new IllegalArgumentException(
                        "manifest: ensemble member %s has manifest SHA-256 %s; give 64 hexadecimal digits"
                                .formatted(release, manifestSha256));
        }

        /** Its name and version. */
        public ReleaseId id() {
            return ReleaseId.parse(release);
        }
    }

    public Ensemble {
        members = List.copyOf(members);
        long different = members.stream().map(Member::release).distinct().count();
        if (members.size() < 2 || different < members.size())
            throw new IllegalArgumentException("manifest: ensemble has the members %s; give two or more, each once"
                    .formatted(members.stream().map(Member::release).toList()));
    }
}
