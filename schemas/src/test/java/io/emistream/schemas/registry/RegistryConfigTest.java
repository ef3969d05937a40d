package io.emistream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {
    @Test
    void readsSeveralNodesWithoutTheirTrailingSlashes() {
        var config = RegistryConfig.parse("http://a:8081/, https://b/apis/ccompat/v7// ,");

        assertThat(config.urls()).containsExactly(URI.create("http://a:8081"), URI.create("https://b/apis/ccompat/v7"));
        assertThat(config.auth()).isEmpty();
    }

    @Test
    void takesTheCredentialsOfOneUrlForAllNodes() {
        var config = RegistryConfig.parse("http://a:8081,http://emi:se%3Acr%40et@b:8081");

        assertThat(config.urls()).containsExactly(URI.create("http://a:8081"), URI.create("http://b:8081"));
        assertThat(config.auth()).contains(new BasicAuth("emi", "se:cr@et"));
    }

    @Test
    void neverPrintsAPassword() {
        var wrong = List.of(
                "http://emi:secret@",
                "http://emi:sec@secret@host:8081",
                "http://emi:sec/secret@host:8081",
                "http://emi:123#secret@host:8081",
                "http://emi:123?secret@host:8081",
                "http://emi:secret,http://b",
                "http://emi:sec ret@secret",
                "ftp://emi:secret@host",
                "http://emi:secret@host/?x=1",
                "http://:secret@host");

        for (var urls : wrong)
            assertThat(catchThrowable(() -> RegistryConfig.parse(urls)))
                    .as(urls)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain("secret");
        assertThat(RegistryConfig.parse("http://emi:secret@host").toString()).doesNotContain("secret");
    }

    @Test
    void namesWhatIsNoUrl() {
        assertThatThrownBy(() -> RegistryConfig.parse("localhost:8081"))
                .hasMessageContaining("'localhost:8081' is not http://host:port/path");
        assertThatThrownBy(() -> RegistryConfig.parse(" , ")).hasMessageContaining("no registry URL is given");
        assertThatThrownBy(() -> RegistryConfig.parse("http://emi@host"))
                .hasMessageContaining("a user without a password");
    }
}
