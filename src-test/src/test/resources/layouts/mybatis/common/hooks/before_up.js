println 'a hook'
