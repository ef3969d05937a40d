package io.emistream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.weights.MalformedWeights;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PickleReaderTest {

    @Test
    void readsAStateDictionaryAsPyTorchWritesIt() throws MalformedWeights {
        var pickle = Pickle.start()
                .global("collections", "OrderedDict")
                .op(')', 'R', 'q')
                .bytes(0);
        pickle.op('(')
                .text("a.weight")
                .tensor("0", 6, 2, 3, 1)
                .text("epoch")
                .whole(-7)
                .op('u');
        pickle.op('}').text("_metadata").op('}', 's', 'b');

        Map<String, Pickled> entries = ((Pickled.Dictionary) PickleReader.read(pickle.end())).entries();

        assertThat(entries).containsOnlyKeys("a.weight", "epoch");
        assertThat(entries.get("epoch")).isEqualTo(new Pickled.Whole(-7));
        assertThat(entries.get("a.weight"))
                .isEqualTo(new Pickled.Tensor(
                        new Pickled.Storage("torch.FloatStorage", "0", 6), 2, List.of(3L), List.of(1L)));
    }

    @Test
    void readsTheInstructionsOfLaterProtocols() throws MalformedWeights {
        var pickle =
                new Pickle().bytes(0x80, 4, 0x95).int32(99).int32(0).op('}').bytes(0x94);
        pickle.bytes(0x8c, 1).op('k').bytes(0x8a, 2, 0x18, 0xfc).op('s').op('h').bytes(0);

        var dictionary = (Pickled.Dictionary) PickleReader.read(pickle.end());

        assertThat(dictionary.entries()).containsEntry("k", new Pickled.Whole(-1000));
    }

    static Stream<Arguments> forbidden() {
        return Stream.of(
                Arguments.of("os", "system"),
                Arguments.of("posix", "system"),
                Arguments.of("builtins", "eval"),
                Arguments.of("__builtin__", "exec"),
                Arguments.of("subprocess", "Popen"),
                Arguments.of("torch", "load"),
                Arguments.of("torch.serialization", "load"),
                Arguments.of("numpy.core.multiarray", "scalar"),
                Arguments.of("collections", "OrderedDict.fromkeys"),
                Arguments.of("torch._utils", "_rebuild_tensor_v2.__globals__"),
                Arguments.of("torch", "FloatStorage.from_file"));
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void refusesByNameWhateverIsNotOnTheList(String module, String name) {
        byte[] direct = Pickle.start()
                .global(module, name)
                .text("true")
                .bytes(0x85)
                .op('R')
                .end();
        byte[] onTheStack = Pickle.start().text(module).text(name).bytes(0x93).end();

        for (byte[] pickle : List.of(direct, onTheStack)) {
            Cost.of(() -> PickleReader.read(pickle)).isRefused(name, pickle.length, module + "." + name);
        }
    }

    @Test
    void refusesNamesThatWouldSteerATerminalWithoutPrintingThem() {
        byte[] pickle =
                Pickle.start().text("\u001b[2J\u202e").text("x").bytes(0x93).end();

        Cost cost = Cost.of(() -> PickleReader.read(pickle));

        assertThat(String.valueOf(cost.refusal())).contains("?[2J?.x").doesNotContain("\u001b", "\u202e");
    }

    static Stream<Arguments> hostile() {
        int many = 1_000_000;
        var inside = Pickle.start().op(']').bytes('q', 0);
        return Stream.of(
                Arguments.of(
                        "a million lists, each in the next",
                        inside.times(many, 'h', '\0', 'a').end(),
                        "values"),
                Arguments.of(
                        "a million nested tuples",
                        Pickle.start().op('N').times(many, '\u0085').end(),
                        "values"),
                Arguments.of(
                        "two million marks", Pickle.start().times(2 * many, '(').end(), "values"),
                Arguments.of(
                        "a million dictionaries",
                        Pickle.start().times(many, '}').end(),
                        "values"),
                Arguments.of(
                        "dictionaries of one item",
                        Pickle.start()
                                .times(many / 4, '}', '\u008c', '\0', 'N', 's')
                                .end(),
                        "values"),
                Arguments.of(
                        "a memo bomb",
                        Pickle.start().op('N').times(many, '\u0094').end(),
                        "values"),
                Arguments.of("tuples of a recalled value", recalled(many), "values"),
                Arguments.of("tensors of eight dimensions each", wide(many / 4), "values"),
                Arguments.of("a text of 4 GB", Pickle.start().op('X').int32(-1).end(), "4294967295 bytes"),
                Arguments.of(
                        "a text longer than the file",
                        Pickle.start().op('X').int32(99).end(),
                        "99 bytes"),
                Arguments.of(
                        "a whole number of 255 bytes",
                        Pickle.start().bytes(0x8a, 255).end(),
                        "255 bytes"),
                Arguments.of("LONG4", Pickle.start().bytes(0x8b).int32(-1).end(), "0x8b is not allowed"),
                Arguments.of("BINBYTES8", Pickle.start().bytes(0x8e).end(), "0x8e is not allowed"),
                Arguments.of("an extension", Pickle.start().bytes(0x82, 1).end(), "0x82 is not allowed"),
                Arguments.of("INST", Pickle.start().op('(', 'i').end(), "0x69 is not allowed"),
                Arguments.of("OBJ", Pickle.start().op('(', 'o').end(), "0x6f is not allowed"),
                Arguments.of("NEWOBJ", Pickle.start().bytes(0x81).end(), "0x81 is not allowed"),
                Arguments.of("protocol 9", new Pickle().bytes(0x80, 9).end(), "protocol 9"),
                Arguments.of("no end", Pickle.start().op('}').soFar(), "before its last instruction"),
                Arguments.of("nothing", new byte[0], "before its last instruction"),
                Arguments.of("a name without end", Pickle.start().op('c', 'a').soFar(), "before its last"),
                Arguments.of("an empty stack", Pickle.start().op('0').end(), "not there"),
                Arguments.of(
                        "taking a value below the mark",
                        Pickle.start().op('N', '(', '0').end(),
                        "not there"),
                Arguments.of(
                        "a tuple that was not opened",
                        Pickle.start().op('N', 't').end(),
                        "did not open"),
                Arguments.of(
                        "a value never kept", Pickle.start().op('h').bytes(9).end(), "never kept"),
                Arguments.of(
                        "half a pair", Pickle.start().op('}', '(', 'N', 'u').end(), "half a pair"),
                Arguments.of(
                        "an item of a number",
                        Pickle.start().op('N', 'N', 'N', 's').end(),
                        "no dictionary"),
                Arguments.of(
                        "appending to a text",
                        Pickle.start().text("a").op('N', 'a').end(),
                        "no list"),
                Arguments.of(
                        "calling a text", Pickle.start().text("a").op(')', 'R').end(), "no function"),
                Arguments.of(
                        "a call without arguments",
                        Pickle.start()
                                .global("torch._utils", "_rebuild_tensor_v2")
                                .op(')', 'R')
                                .end(),
                        "does not take"),
                Arguments.of(
                        "a storage that is a text",
                        Pickle.start().text("a").op('Q').end(),
                        "no storage"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesHostilePicklesWithinASecondAnd64Megabytes(String what, byte[] pickle, String why) {
        Cost.of(() -> PickleReader.read(pickle)).isRefused(what, pickle.length, why);
    }

    @Test
    void readsAListThatContainsItselfWithoutGoingRound() throws MalformedWeights {
        byte[] pickle = Pickle.start().op(']').bytes('q', 0, 'h', 0).op('a').end();

        var list = (Pickled.Sequence) PickleReader.read(pickle);

        assertThat(list.items().get(0)).isSameAs(list);
    }

    private static byte[] recalled(int count) {
        var pickle = Pickle.start().op('N').bytes('q', 0);
        for (int i = 0; i < count; i++) {
            pickle.bytes('h', 0, 0x85, '0');
        }
        return pickle.end();
    }

    /** Function, arguments and storage once, then recalled for each tensor. */
    private static byte[] wide(int count) {
        var pickle = Pickle.start().global("torch._utils", "_rebuild_tensor_v2").bytes('q', 0);
        pickle.op('(').storage("FloatStorage", "0", 1).whole(0);
        for (int list = 0; list < 2; list++) {
            pickle.op('(');
            for (int i = 0; i < 8; i++) {
                pickle.whole(1_000_000 + i);
            }
            pickle.op('t');
        }
        pickle.op('t').bytes('q', 1);
        for (int i = 0; i < count; i++) {
            pickle.bytes('h', 0, 'h', 1).op('R');
        }
        return pickle.end();
    }
}
