package io.emistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What every schema on a topic keeps to. */
class SchemaRulesTest {
    private final Map<String, Schema> named = new LinkedHashMap<>();

    SchemaRulesTest() {
        SchemaHistoryTest.schemas().forEach(this::collect);
    }

    @Test
    void thereAreSchemasToLookAt() {
        assertThat(named).hasSizeGreaterThan(15).containsKey("io.emistream.schemas.avro.StageLatency");
    }

    @Test
    void everyTypeAndEveryFieldIsExplained() {
        for (var schema : named.values()) {
            assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
            if (schema.getType() == Schema.Type.RECORD)
                for (var field : schema.getFields())
                    assertThat(field.doc())
                            .as(schema.getName() + "." + field.name())
                            .isNotBlank();
        }
    }

    @Test
    void everyEnumMayGrow() {
        for (var schema : named.values())
            if (schema.getType() == Schema.Type.ENUM) {
                assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN");
                assertThat(schema.getEnumSymbols().get(0)).as(schema.getName()).isEqualTo("UNKNOWN");
            }
    }

    @Test
    void everyTimeIsInMicroseconds() {
        for (var schema : named.values())
            if (schema.getType() == Schema.Type.RECORD)
                for (var field : schema.getFields())
                    if (field.doc().contains("since 1970"))
                        assertThat(field.schema().toString())
                                .as(schema.getName() + "." + field.name())
                                .contains("timestamp-micros");
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.put(schema.getFullName(), schema) == null)
                    schema.getFields().forEach(field -> collect(field.schema()));
            }
            case ENUM -> named.put(schema.getFullName(), schema);
            case UNION -> schema.getTypes().forEach(this::collect);
            case ARRAY -> collect(schema.getElementType());
            case MAP -> collect(schema.getValueType());
            default -> {
                // primitive types have no name
            }
        }
    }
}
