package dev.lockstep.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One Java source, and what the house has to say about it. Every method answers the findings, none if all is well.
 *
 * @param name how findings call it
 * @param text its content
 */
record SourceFile(String name, String text) {

    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 60;
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern OPEN_THOUGHT = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern DATABASE = Pattern.compile("(?i)postgres|maria_?db|mysql|sqlite");

    static SourceFile read(Path path) {
        try {
            return new SourceFile(path.toString(), Files.readString(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The full name of the type that the file is named after; none for the descriptions of packages and modules. */
    Optional<String> typeName() {
        Path path = Path.of(name);
        String simpleName = path.getFileName().toString().replace(".java", "");
        if (simpleName.endsWith("-info")) {
            return Optional.empty();
        }
        return PACKAGE.matcher(text).results().findFirst().map(found -> found.group(1) + "." + simpleName);
    }

    List<String> sizes() {
        List<String> findings = new ArrayList<>();
        long lines = text.lines().count();
        if (lines > LONGEST_FILE) {
            findings.add("%s has %d lines, more than %d".formatted(name, lines, LONGEST_FILE));
        }
        parse(new MethodLengths(findings));
        return findings;
    }

    List<String> openThoughts() {
        return OPEN_THOUGHT
                .matcher(text)
                .results()
                .map(found -> "%s:%d has a %s".formatted(name, lineAt(found.start()), found.group()))
                .toList();
    }

    /** Names of databases in literals and identifiers; comments may explain by example. */
    List<String> databasesByName() {
        List<String> findings = new ArrayList<>();
        parse(new Words(findings));
        return findings;
    }

    private long lineAt(int position) {
        return 1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    private void parse(Visitor visitor) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var content = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        var task = (JavacTask) compiler.getTask(null, null, null, null, null, List.of(content));
        try {
            visitor.positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                visitor.unit = unit;
                visitor.scan(unit, null);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private abstract static class Visitor extends TreeScanner<Void, Void> {
        SourcePositions positions;
        CompilationUnitTree unit;

        long firstLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        }

        long lastLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
        }
    }

    private final class MethodLengths extends Visitor {
        private final List<String> findings;

        MethodLengths(List<String> findings) {
            this.findings = findings;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (positions.getEndPosition(unit, method) >= 0) {
                long lines = lastLine(method) - firstLine(method) + 1;
                if (lines > LONGEST_METHOD) {
                    findings.add("%s:%d %s has %d lines, more than %d"
                            .formatted(name, firstLine(method), method.getName(), lines, LONGEST_METHOD));
                }
            }
            return super.visitMethod(method, nothing);
        }
    }

    private final class Words extends Visitor {
        private final List<String> findings;

        Words(List<String> findings) {
            this.findings = findings;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            inspect(literal, String.valueOf(literal.getValue()));
            return super.visitLiteral(literal, nothing);
        }

        @Override
        public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
            inspect(identifier, identifier.getName().toString());
            return super.visitIdentifier(identifier, nothing);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            inspect(variable, variable.getName().toString());
            return super.visitVariable(variable, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            inspect(method, method.getName().toString());
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            inspect(type, type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        private void inspect(Tree tree, String word) {
            if (DATABASE.matcher(word).find()) {
                findings.add("%s:%d names a database: %s".formatted(name, firstLine(tree), word));
            }
        }
    }
}
