package io.emistream.trainer.corpus;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.emistream.schemas.avro.AffectValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns {@code arousal}, {@code dominance} and {@code valence}, which any table may have; each 0 to 1. */
final class AffectColumns {
    static final List<String> NAMES = List.of("arousal", "dominance", "valence");

    private AffectColumns() {}

    /** Null where a row gives none of them, or the table lacks them. */
    static @Nullable AffectValues read(NamedCsvRecord record) throws Fault {
        var values = new ArrayList<Float>();
        for (String name : NAMES) {
            var text = record.findField(name).orElse("").strip();
            if (!text.isEmpty()) values.add(LabelColumn.intensity(name).value(text));
        }
        if (values.isEmpty()) return null;
        if (values.size() < NAMES.size())
            throw new Fault(
                    "incomplete affect",
                    values.size() + " of 3 values",
                    "arousal, dominance and valence go together",
                    "fill in all three or none");
        return new AffectValues(values.get(0), values.get(1), values.get(2));
    }
}
