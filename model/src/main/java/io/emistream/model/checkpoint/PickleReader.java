package io.emistream.model.checkpoint;

import io.emistream.model.weights.MalformedWeights;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle by an allow-list: tensors, dictionaries, lists, numbers and text. A pickle is a program for a stack machine that can call any
 * function; this machine knows a handful of instructions, calls nothing, and refuses any other name. Not recursive, and bounded in what it builds.
 * For one reading.
 */
final class PickleReader {
    /**
     * Values built before a file is taken for hostile; a state dictionary has some thirty a tensor, so this is five thousand tensors. Each costs at
     * most 300 bytes.
     */
    private static final int MOST_VALUES = 150_000;

    private final ByteBuffer in;
    private final List<Pickled> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Pickled> memo = new HashMap<>();
    private final int[] built = {0};

    private PickleReader(byte[] pickle) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The one value that a pickle describes. */
    static Pickled read(byte[] pickle) throws MalformedWeights {
        var reader = new PickleReader(pickle);
        try {
            while (reader.step()) {
                if (reader.built[0] > MOST_VALUES) {
                    throw new MalformedWeights(
                            "pickle builds over %d values; no state dictionary does".formatted(MOST_VALUES));
                }
            }
            return reader.pop();
        } catch (BufferUnderflowException e) {
            throw new MalformedWeights("pickle ends before its last instruction", e);
        }
    }

    /** One instruction; false at the end. */
    private boolean step() throws MalformedWeights {
        int instruction = in.get() & 0xff;
        switch (instruction) {
            case 0x80 -> protocol(in.get());
            case 0x95 -> in.getLong(); // FRAME: a length, of no use here
            case '(' -> mark();
            case '.' -> {
                return false;
            }
            case '0' -> pop();
            case '}' -> push(new Pickled.Dictionary(new LinkedHashMap<>()));
            case ']', ')' -> push(new Pickled.Sequence(new ArrayList<>(0)));
            case 'l', 't' -> push(new Pickled.Sequence(sinceMark()));
            case 'd' -> push(filled(new Pickled.Dictionary(new LinkedHashMap<>()), sinceMark()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 'N' -> push(new Pickled.Plain("None"));
            case 0x88 -> push(new Pickled.Plain("True"));
            case 0x89 -> push(new Pickled.Plain("False"));
            case 'J' -> push(new Pickled.Whole(in.getInt()));
            case 'K' -> push(new Pickled.Whole(in.get() & 0xff));
            case 'M' -> push(new Pickled.Whole(in.getShort() & 0xffff));
            case 0x8a -> push(longNumber(in.get() & 0xff));
            case 'G' ->
                push(new Pickled.Plain(String.valueOf(Double.longBitsToDouble(Long.reverseBytes(in.getLong())))));
            case 'X' -> push(text(in.getInt()));
            case 0x8c -> push(text(in.get() & 0xff));
            case 'c' -> push(PickleCalls.global(line(), line()));
            case 0x93 -> stackGlobal();
            case 'q' -> remember(in.get() & 0xff);
            case 'r' -> remember(in.getInt());
            case 0x94 -> remember(memo.size());
            case 'h' -> push(recall(in.get() & 0xff));
            case 'j' -> push(recall(in.getInt()));
            case 'Q' -> push(PickleCalls.storage(pop()));
            case 'R' -> reduce();
            case 'b' -> pop(); // BUILD: attributes of a dictionary, such as version notes; dropped
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(sinceMark());
            case 's' -> setItem();
            case 'u' -> setItems();
            default -> throw new MalformedWeights("pickle instruction 0x%02x is not allowed".formatted(instruction));
        }
        return true;
    }

    private static void protocol(int version) throws MalformedWeights {
        if (version < 2 || version > 5) {
            throw new MalformedWeights("pickle protocol %d; 2 to 5 are read".formatted(version));
        }
    }

    private void mark() {
        built[0]++;
        marks.add(stack.size());
    }

    private void push(Pickled value) {
        built[0]++;
        stack.add(value);
    }

    private Pickled pop() throws MalformedWeights {
        if (stack.size() <= (marks.isEmpty() ? 0 : marks.get(marks.size() - 1))) {
            throw new MalformedWeights("pickle takes a value that is not there");
        }
        return stack.remove(stack.size() - 1);
    }

    private List<Pickled> sinceMark() throws MalformedWeights {
        if (marks.isEmpty()) {
            throw new MalformedWeights("pickle closes a list that it did not open");
        }
        List<Pickled> tail = stack.subList(marks.remove(marks.size() - 1), stack.size());
        var taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }

    private void tuple(int size) throws MalformedWeights {
        var items = new ArrayList<Pickled>(size);
        for (int i = 0; i < size; i++) {
            items.add(0, pop());
        }
        push(new Pickled.Sequence(items));
    }

    private Pickled longNumber(int bytes) throws MalformedWeights {
        if (bytes > Long.BYTES) {
            throw new MalformedWeights("pickle has a number of %d bytes; no size or offset has".formatted(bytes));
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            long part = i + 1 == bytes ? in.get() : in.get() & 0xff;
            value |= part << (8 * i);
        }
        return new Pickled.Whole(value);
    }

    private Pickled text(int length) throws MalformedWeights {
        if (length < 0 || length > in.remaining()) {
            throw new MalformedWeights("pickle has a text of %s bytes; %d are left"
                    .formatted(Integer.toUnsignedString(length), in.remaining()));
        }
        var bytes = new byte[length];
        in.get(bytes);
        return new Pickled.Text(new String(bytes, StandardCharsets.UTF_8));
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') {
            // to the end of the line
        }
        return new String(in.array(), start, in.position() - 1 - start, StandardCharsets.UTF_8);
    }

    private void stackGlobal() throws MalformedWeights {
        Pickled name = pop();
        Pickled module = pop();
        if (!(name instanceof Pickled.Text n) || !(module instanceof Pickled.Text m)) {
            throw new MalformedWeights("pickle names a function by something that is no text");
        }
        push(PickleCalls.global(m.value(), n.value()));
    }

    private void remember(int key) throws MalformedWeights {
        Pickled top = pop();
        stack.add(top);
        built[0]++;
        memo.put(key, top);
    }

    private Pickled recall(int key) throws MalformedWeights {
        Pickled value = memo.get(key);
        if (value == null) {
            throw new MalformedWeights("pickle recalls value %d, which it never kept".formatted(key));
        }
        return value;
    }

    private void reduce() throws MalformedWeights {
        Pickled arguments = pop();
        push(PickleCalls.call(pop(), arguments));
    }

    private void append(List<Pickled> items) throws MalformedWeights {
        if (!(top() instanceof Pickled.Sequence list)) {
            throw new MalformedWeights("pickle appends to what is no list");
        }
        list.items().addAll(items);
    }

    private void setItem() throws MalformedWeights {
        Pickled value = pop();
        Pickled key = pop();
        filled(top(), List.of(key, value));
    }

    private void setItems() throws MalformedWeights {
        List<Pickled> pairs = sinceMark();
        filled(top(), pairs);
    }

    private Pickled top() throws MalformedWeights {
        Pickled top = pop();
        stack.add(top);
        return top;
    }

    private static Pickled filled(Pickled target, List<Pickled> pairs) throws MalformedWeights {
        if (!(target instanceof Pickled.Dictionary dictionary) || pairs.size() % 2 != 0) {
            throw new MalformedWeights("pickle sets an item of what is no dictionary, or sets half a pair");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            // other keys, such as an optimiser's numbers, cannot name weights
            if (pairs.get(i) instanceof Pickled.Text key) {
                dictionary.entries().put(key.value(), pairs.get(i + 1));
            }
        }
        return dictionary;
    }
}
