package io.tickstorm.prose;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import io.tickstorm.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Lists the public types and methods that have no doc comment. Methods that override another one need none. */
final class PublicApi extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final List<String> undocumented = new ArrayList<>();

    private PublicApi(Trees trees) {
        this.trees = trees;
    }

    /**
     * Returns the undocumented public types and methods.
     *
     * @param packages folders below the source root, such as {@code io/tickstorm/sim}
     */
    static List<String> undocumented(List<String> packages) throws IOException {
        return scan(packages).undocumented;
    }

    private static PublicApi scan(List<String> packages) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files = SourceTree.files(file -> isIn(file, packages));
        try (StandardJavaFileManager sources = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, sources, null, null, null, sources.getJavaFileObjectsFromPaths(files));
            PublicApi api = new PublicApi(Trees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                api.scan(unit, null);
            }
            return api;
        }
    }

    private static boolean isIn(Path file, List<String> packages) {
        String folder = SourceTree.name(file.getParent()).replace('\\', '/');
        return SourceTree.isJava(file) && packages.stream().anyMatch(name -> folder.contains("src/main/java/" + name));
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
        if (!isPublic(type.getModifiers())) {
            return null;
        }
        check(type.getSimpleName().toString());
        return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
        boolean isMember = isPublic(method.getModifiers()) || isInInterface();
        boolean isOverride = method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
        boolean isConstructor = method.getReturnType() == null;
        if (isMember && !isOverride && !isConstructor) {
            check(method.getName().toString());
        }
        return null;
    }

    private boolean isInInterface() {
        Tree parent = getCurrentPath().getParentPath().getLeaf();
        return parent.getKind() == Tree.Kind.INTERFACE;
    }

    private static boolean isPublic(ModifiersTree modifiers) {
        return modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private void check(String name) {
        String comment = trees.getDocComment(getCurrentPath());
        if (comment == null || comment.isBlank()) {
            Path file = Path.of(
                    getCurrentPath().getCompilationUnit().getSourceFile().toUri());
            undocumented.add(SourceTree.name(file) + " " + name);
        }
    }
}
