package dev.lockstep.script;

import dev.lockstep.dialect.*;
import java.util.*;

public final class Tokenizer {
    public static List<Token> tokens(String statementText, Lexicon lexicon) {
        return List.of();
    }
}
