package dev.kfstack.offline.state;

/**
 * One object as it stands.
 *
 * @param generation from 1; each write and each deletion of the object takes the next number
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredObject(ObjectName name, long generation, byte[] content) {}
