package io.emistream.app.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that the help uses for constants: those of their {@code toString}. */
public abstract class EnumWord<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> constants;

    protected EnumWord(E[] constants) {
        this.constants = Arrays.asList(constants);
    }

    @Override
    public E convert(String text) {
        return constants.stream()
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none; give "
                        + constants.stream().map(E::toString).collect(Collectors.joining(", "))));
    }
}
