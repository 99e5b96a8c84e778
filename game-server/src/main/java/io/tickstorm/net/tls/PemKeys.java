package io.tickstorm.net.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate chain and its private key from PEM files. Java itself reads keys in PKCS#8 only; the two older forms
 * that OpenSSL writes are put into its envelope here. Any thread.
 *
 * <pre>
 *   PKCS#8   SEQUENCE { INTEGER 0, SEQUENCE { OID of the algorithm, its parameters }, OCTET STRING { older form } }
 *   PKCS#1   "RSA PRIVATE KEY": rsaEncryption, NULL
 *   SEC 1    "EC PRIVATE KEY":  ecPublicKey, the OID of the curve, which stands in the older form under tag [0]
 * </pre>
 */
final class PemKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.+?)-----END \\1-----", Pattern.DOTALL);
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 4;
    private static final int EC_PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final byte[] RSA_ENCRYPTION = {
        6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };
    private static final byte[] EC_PUBLIC_KEY = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemKeys() {}

    /** @throws IOException or GeneralSecurityException with a sentence for the person who named the files */
    static SSLContext context(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        Certificate[] chain = certificates(certificateFile);
        PrivateKey key = key(keyFile);
        if (!isPair(key, chain[0])) {
            throw new InvalidKeyException(keyFile + " is not the key of the first certificate in " + certificateFile);
        }
        char[] password = {};
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry("server", key, password, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(file).getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new CertificateException(file + " is no certificate in PEM form", e);
        }
        if (found.isEmpty()) {
            throw new CertificateException(file + " has no certificate in it");
        }
        return found.toArray(X509Certificate[]::new);
    }

    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(read(file));
        if (!block.find()) {
            throw new InvalidKeyException(file + " has no private key in PEM form in it");
        }
        String form = block.group(1);
        String body = block.group(2);
        if (form.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
            throw new InvalidKeyException(
                    file + " is encrypted; store it without a pass phrase: openssl pkey -in it -out plain.pem");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(file + " is not in base64", e);
        }
        return switch (form) {
            case "PRIVATE KEY" -> pkcs8(file, der, "RSA", "EC", "EdDSA");
            case "RSA PRIVATE KEY" -> pkcs8(file, envelope(RSA_ENCRYPTION, der), "RSA");
            case "EC PRIVATE KEY" -> pkcs8(file, envelope(join(EC_PUBLIC_KEY, curve(file, der)), der), "EC");
            default ->
                throw new InvalidKeyException(file + " holds a '" + form
                        + "', which is not supported: RSA, EC or Ed25519 in PKCS#8, PKCS#1 or SEC 1 form, please");
        };
    }

    private static PrivateKey pkcs8(Path file, byte[] der, String... algorithms) throws GeneralSecurityException {
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // Perhaps it is one of the next algorithm.
            }
        }
        throw new InvalidKeyException(file + " is no " + String.join(", ", algorithms) + " key that Java can read");
    }

    private static byte[] envelope(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(VERSION_0, element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
    }

    /** The element under tag [0], after SEQUENCE { INTEGER 1, OCTET STRING. */
    private static byte[] curve(Path file, byte[] der) throws InvalidKeyException {
        try {
            int at = headerBytes(der, 0);
            at += 3;
            at += headerBytes(der, at) + lengthAt(der, at);
            if ((der[at] & 0xFF) == EC_PARAMETERS) {
                int from = at + headerBytes(der, at);
                return java.util.Arrays.copyOfRange(der, from, from + lengthAt(der, at));
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            // It is said below.
        }
        throw new InvalidKeyException(
                file + " does not name its curve; write it as PKCS#8: openssl pkcs8 -topk8 -nocrypt");
    }

    private static int headerBytes(byte[] der, int at) {
        return der[at + 1] >= 0 ? 2 : 2 + (der[at + 1] & 0x7F);
    }

    private static int lengthAt(byte[] der, int at) {
        if (der[at + 1] >= 0) {
            return der[at + 1];
        }
        int length = 0;
        for (int i = 0; i < (der[at + 1] & 0x7F); i++) {
            length = length << 8 | der[at + 2 + i] & 0xFF;
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        int length = content.length;
        byte[] header = length < 128
                ? new byte[] {(byte) tag, (byte) length}
                : length < 256
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(header, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static boolean isPair(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            throw new InvalidKeyException("a key of " + key.getAlgorithm() + " is not supported");
        }
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        byte[] words = "the same pair".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(words);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(words);
        return signature.verify(signed);
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
