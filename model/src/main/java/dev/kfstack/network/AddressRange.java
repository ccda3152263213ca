package dev.kfstack.network;

import dev.kfstack.environment.Cidr;
import dev.kfstack.problem.ConfigPath;

/**
 * A range that an environment takes from the network.
 *
 * @param use in words: {@code pods}, {@code nodes}
 * @param path where it is written
 */
public record AddressRange(String use, Cidr cidr, ConfigPath path) {}
