package dev.kfstack.constructs;

/**
 * One record of DNS, in Terraform's words.
 *
 * @param use what the record is called in its address
 * @param name with the dot at the end, or a reference to such a name
 * @param data what it points to, or a reference to it
 */
record DnsRecord(String use, String name, String type, String data) {}
