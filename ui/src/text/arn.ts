// What people call a thing that only its ARN names.

/** The name at the end of a role's ARN. */
export const roleName = (arn: string) => arn.split("/").at(-1) ?? arn;

/** The name of a user; the root user has no other. */
export const userName = (arn: string) => arn.split(/[:/]/).at(-1) ?? arn;

/** The account of an ARN; nothing where it names none. */
export const accountOf = (arn: string) => arn.split(":")[4] || null;

/** The name of an MFA device; one of hardware has a serial number only. */
export const deviceName = (arn: string) => arn.split("/").at(-1) ?? arn;

/** The name in a web ACL's ARN, before its id. */
export const webAclName = (arn: string) => arn.split("/").at(-2) ?? arn;

/** The name that stands behind the kind in ARNs of App Runner: `connection/NAME/…`. */
export const resourceName = (arn: string) => arn.split("/")[1] ?? arn;
