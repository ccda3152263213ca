package dev.kfstack.schema;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.yaml.YamlMap;
import java.util.Set;

/**
 * What became of a tree.
 *
 * @param value complete even after problems: what could not be read is replaced by an empty value of its type
 * @param resolved the tree with all defaults filled in, keys in the order of the records
 * @param sources where values stand in the files
 * @param broken the paths whose value is such a replacement
 */
public record Reading<T>(T value, YamlMap resolved, SourceMap sources, Set<ConfigPath> broken) {}
