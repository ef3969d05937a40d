package io.emistream.app.registry;

import java.util.List;
import java.util.Optional;

/**
 * A version as the REST API names it: a number from 1 on, or the latest.
 *
 * @param number empty for the latest
 */
record VersionName(Optional<Integer> number) {

    /** @throws RegistryError 42202 for anything but a positive number, {@code latest} or {@code -1} */
    static VersionName of(String text) {
        if (text.equals("latest") || text.equals("-1")) return new VersionName(Optional.empty());
        try {
            int number = Integer.parseInt(text);
            if (number > 0) return new VersionName(Optional.of(number));
        } catch (NumberFormatException e) {
            throw RegistryError.invalidVersion(text);
        }
        throw RegistryError.invalidVersion(text);
    }

    /** @param versions oldest first, at least one */
    StoredSchema in(List<StoredSchema> versions) {
        if (number.isEmpty()) return versions.get(versions.size() - 1);
        return versions.stream()
                .filter(version -> version.version() == number.get())
                .findFirst()
                .orElseThrow(() -> RegistryError.versionNotFound(String.valueOf(number.get())));
    }
}
