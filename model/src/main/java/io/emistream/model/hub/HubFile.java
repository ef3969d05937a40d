package io.emistream.model.hub;

import java.util.Optional;

/**
 * A file of a repository, as the hub describes it.
 *
 * @param name without a folder
 * @param bytes its length
 * @param sha256 of its content, lower-case hexadecimal; nothing where the hub only gives the other
 * @param gitSha1 of git's header and its content; nothing where the hub gives neither
 */
public record HubFile(String name, long bytes, Optional<String> sha256, Optional<String> gitSha1) {}
