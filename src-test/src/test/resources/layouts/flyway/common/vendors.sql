THIS IS NO MIGRATION EITHER, since its name fits no rule.
