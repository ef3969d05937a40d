package io.emistream.app.bench.load;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that the help uses. */
final class EngineName implements ITypeConverter<EngineChoice> {
    @Override
    public EngineChoice convert(String text) {
        return Arrays.stream(EngineChoice.values())
                .filter(choice -> choice.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none; give "
                        + Arrays.stream(EngineChoice.values())
                                .map(EngineChoice::toString)
                                .collect(Collectors.joining(", "))));
    }
}
